/// What all doors of the server share: how a problem is answered. The doors are the packages below.
@NullMarked
package org.osteon.app.http;

import org.jspecify.annotations.NullMarked;
