/// What programs ask of the authorization server without a person: tokens, what a token is, giving
/// one back, and what there is (SMART App Launch 2.2). The page where a person lets a program in is
/// `web.apps`; what is decided is in [org.osteon.records.apps].
@NullMarked
package org.osteon.app.http.oauth;

import org.jspecify.annotations.NullMarked;
