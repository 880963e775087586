/// Charts in: files of FHIR resources sorted by patient and put into the store. Streams; what is in
/// memory does not grow with the files.
@NullMarked
package org.osteon.store.intake;

import org.jspecify.annotations.NullMarked;
