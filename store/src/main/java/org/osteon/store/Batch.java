package org.osteon.store;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Changes read and checked before the database is asked for its turn to write.
final class Batch {
    private static final Hash OF_NOTHING = FieldHash.of(new byte[0]);

    private final List<Prepared> changes = new ArrayList<>();
    private final List<Appended.Refusal> refusals = new ArrayList<>();

    /// A change with what it needs on disk.
    ///
    /// @param textHash of its text, the empty one for a deletion
    /// @param content its hash whatever the spelling, zero for a deletion
    record Prepared(Change change, Hash textHash, Hash content, @Nullable SearchValues values) {
        ResourceId resource() {
            return change.resource();
        }

        boolean deletes() {
            return change instanceof Change.Delete;
        }
    }

    Batch(List<? extends Change> changes) {
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            switch (change) {
                case Change.Put put -> prepare(i, put);
                case Change.Delete _ ->
                        this.changes.add(new Prepared(change, OF_NOTHING, Hash.ZERO, null));
            }
        }
    }

    List<Prepared> changes() {
        return changes;
    }

    List<Appended.Refusal> refusals() {
        return refusals;
    }

    private void prepare(int index, Change.Put put) {
        try {
            byte[] json = Text.utf8(put.json());
            Content.Summary content = Content.of(json);
            ResourceId resource = put.resource();
            if (!resource.type().equals(content.type())) {
                refuse(index, put, "its resourceType is " + content.type());
            } else if (content.id() != null && !resource.id().equals(content.id())) {
                refuse(index, put, "its id is " + content.id());
            } else {
                changes.add(
                        new Prepared(
                                put, FieldHash.of(json), content.hash(), SearchValues.of(json)));
            }
        } catch (CharacterCodingException _) {
            refuse(index, put, "half of a surrogate pair stands alone in the text");
        } catch (IOException e) {
            refuse(index, put, String.valueOf(e.getMessage()));
        }
    }

    private void refuse(int index, Change.Put put, String reason) {
        refusals.add(new Appended.Refusal(index, put.resource(), reason));
    }
}
