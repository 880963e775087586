/// Who works here: accounts, their sessions, tokens of programs, second factors, grants; kept in
/// the store, sealed like the rest. No HTTP, no framework.
@NullMarked
package org.osteon.records.people;

import org.jspecify.annotations.NullMarked;
