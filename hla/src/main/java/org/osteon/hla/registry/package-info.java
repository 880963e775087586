/// Donors in columns: millions of them on disk, opened in moments, changed while searches run on a
/// consistent version. Knows typings; how donors are searched and ranked is the business of the
/// package `search`.
@NullMarked
package org.osteon.hla.registry;

import org.jspecify.annotations.NullMarked;
