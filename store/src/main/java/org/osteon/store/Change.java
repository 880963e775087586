package org.osteon.store;

import java.util.OptionalLong;

/// One resource's change within a batch; [ChartStore#append] applies a batch whole or not at all.
public sealed interface Change {

    /// Which resource.
    ResourceId resource();

    /// The version that the caller believes to be current, 0 for "does not exist"; empty: no check.
    OptionalLong expectedVersion();

    /// Creates the resource, or gives it a new version. Where the content is what is there already
    /// (object key order, white space, `meta.versionId` and `meta.lastUpdated` aside) nothing
    /// happens.
    ///
    /// @param json the whole resource as it came in; a `resourceType` equal to the type, and an
    ///   `id`, where there is one, equal to the id
    record Put(ResourceId resource, String json, OptionalLong expectedVersion) implements Change {
        /// A new version only on top of the given one (0: only where there is none).
        public Put expecting(long version) {
            return new Put(resource, json, OptionalLong.of(version));
        }
    }

    /// Marks the resource as deleted from now on; its past versions stay. Deleting what is not
    /// there changes nothing.
    record Delete(ResourceId resource, OptionalLong expectedVersion) implements Change {
        /// Deletes only the given version.
        public Delete expecting(long version) {
            return new Delete(resource, OptionalLong.of(version));
        }
    }

    /// Creates or updates, whatever is there now.
    static Put put(String type, String id, String json) {
        return new Put(new ResourceId(type, id), json, OptionalLong.empty());
    }

    /// Deletes, whatever is there now.
    static Delete delete(String type, String id) {
        return new Delete(new ResourceId(type, id), OptionalLong.empty());
    }
}
