package org.osteon.app.http.fhir;

import ca.uhn.fhir.model.primitive.InstantDt;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import java.util.Date;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.jspecify.annotations.Nullable;

/// Something found whose pages are read when they are asked for, of any size that is asked for.
abstract class PagesOnDemand implements IBundleProvider {
    private final Date published;

    /// @param published when it was found
    PagesOnDemand(Date published) {
        this.published = published;
    }

    @Override
    public final IPrimitiveType<Date> getPublished() {
        return new InstantDt(published);
    }

    @Override
    public final @Nullable Integer preferredPageSize() {
        return null;
    }

    @Override
    public final @Nullable String getUuid() {
        return null;
    }
}
