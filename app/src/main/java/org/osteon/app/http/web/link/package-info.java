/// The pages of who has no account and was given a link: a question a screen, without JavaScript;
/// and those on which the staff gives links and takes them back.
@NullMarked
package org.osteon.app.http.web.link;

import org.jspecify.annotations.NullMarked;
