/// Ways out of the house for messages that wait: a folder that another program empties, a mail
/// server. Nothing else knows the library of mail.
@NullMarked
package org.osteon.app.post;

import org.jspecify.annotations.NullMarked;
