/// The library held against R: worked examples and synthetic cohorts with what survival, cmprsk,
/// emmeans, mmrm and others give for them. Nothing here goes through the command line.
package org.osteon.outcome.reference;
