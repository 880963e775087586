/// Tests of sweeps, on Spark as it is.
package org.osteon.sweep;
