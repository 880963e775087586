/// The whole program from outside: batches and the server, as processes of their own.
@NullMarked
package org.osteon.bench.app;

import org.jspecify.annotations.NullMarked;
