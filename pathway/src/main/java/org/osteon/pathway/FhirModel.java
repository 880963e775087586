package org.osteon.pathway;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Modifier;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.model.ModelResolver;
import org.opencds.cqf.cql.engine.runtime.Date;
import org.opencds.cqf.cql.engine.runtime.DateTime;
import org.opencds.cqf.cql.engine.runtime.Precision;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirPrimitive;
import org.osteon.chart.FhirTime;
import org.osteon.chart.FhirValue;

/// Lets the CQL engine read a chart as FHIR R4: paths, types and dates of [FhirValue]s.
///
/// The engine names types by Java classes. A chart's values are all of two classes, so each FHIR
/// type that CQL mentions gets an empty marker class, made when first asked for.
@SuppressWarnings("deprecation") // the interface still asks for its old single package
final class FhirModel implements ModelResolver {
    static final FhirModel INSTANCE = new FhirModel();
    static final String URI = "http://hl7.org/fhir";

    private static final String MARKERS = FhirModel.class.getPackageName();
    private static final Map<String, Class<?>> MARKER_OF = new ConcurrentHashMap<>();
    private static final Map<Class<?>, String> TYPE_OF = new ConcurrentHashMap<>();

    private FhirModel() {}

    @Override
    public List<String> getPackageNames() {
        return List.of(FhirValue.class.getPackageName(), MARKERS);
    }

    @Override
    public void setPackageNames(List<String> names) {
        throw new UnsupportedOperationException("the packages of the FHIR model are fixed");
    }

    @Override
    public String getPackageName() {
        return FhirValue.class.getPackageName();
    }

    @Override
    public void setPackageName(@Nullable String name) {
        throw new UnsupportedOperationException("the package of the FHIR model is fixed");
    }

    @Override
    public @Nullable Object resolvePath(@Nullable Object target, @Nullable String path) {
        if (path == null) {
            return null;
        }
        return switch (target) {
            case FhirObject object -> object.get(path);
            case FhirPrimitive primitive when path.equals("value") -> systemValue(primitive);
            case null, default -> null;
        };
    }

    /// A primitive as the CQL type of its FHIR type's `value`.
    private static @Nullable Object systemValue(FhirPrimitive primitive) {
        return primitive.value() instanceof FhirTime time
                ? cqlTime(time, primitive)
                : primitive.value();
    }

    private static Object cqlTime(FhirTime time, FhirPrimitive primitive) {
        boolean isDate = primitive.typeName().equals("date");
        Precision precision =
                time.day() > 0
                        ? Precision.DAY
                        : time.month() > 0 ? Precision.MONTH : Precision.YEAR;
        if (isDate) {
            return new Date(time.earliest(), precision);
        }
        ZoneOffset offset = Objects.requireNonNullElse(time.offset(), ZoneOffset.UTC);
        if (time.time() == null) {
            return new DateTime(midnight(time.earliest(), offset), precision);
        }
        return new DateTime(
                OffsetDateTime.of(time.earliest(), time.time(), offset), Precision.MILLISECOND);
    }

    private static OffsetDateTime midnight(LocalDate day, ZoneOffset offset) {
        return day.atStartOfDay().atOffset(offset);
    }

    @Override
    public @Nullable Object getContextPath(@Nullable String context, @Nullable String target) {
        return null;
    }

    @Override
    public Class<?> resolveType(@Nullable String typeName) {
        return MARKER_OF.computeIfAbsent(String.valueOf(typeName), FhirModel::marker);
    }

    private static Class<?> marker(String typeName) {
        String name = MARKERS + ".FhirType_" + typeName.replaceAll("[^A-Za-z0-9]", "_");
        try {
            Class<?> marker = MethodHandles.lookup().defineClass(emptyClass(name));
            TYPE_OF.put(marker, typeName.equals("SimpleQuantity") ? "Quantity" : typeName);
            return marker;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot define a marker for FHIR type " + typeName, e);
        }
    }

    /// A public class without anything in it, in the form of Java 17. The JDK writes classes by
    /// itself from 24 on only; clusters run older ones.
    private static byte[] emptyClass(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(0xCAFEBABE);
            out.writeShort(0);
            out.writeShort(61);
            // The pool of constants, counted from 1: its name and itself, the name of what it
            // extends and that.
            out.writeShort(5);
            writeClassConstant(out, name.replace('.', '/'), 1);
            writeClassConstant(out, "java/lang/Object", 3);
            out.writeShort(Modifier.PUBLIC | 0x20);
            out.writeShort(2);
            out.writeShort(4);
            // No interfaces, fields, methods, attributes.
            out.writeLong(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeClassConstant(DataOutputStream out, String name, int index)
            throws IOException {
        out.writeByte(1);
        out.writeUTF(name);
        out.writeByte(7);
        out.writeShort(index);
    }

    @Override
    public Class<?> resolveType(@Nullable Object value) {
        return value instanceof FhirValue fhir && !fhir.typeName().isEmpty()
                ? resolveType(fhir.typeName())
                : Object.class;
    }

    @Override
    public Boolean is(@Nullable Object value, @Nullable Class<?> type) {
        return value instanceof FhirValue fhir
                && fhir.typeName().equals(type == null ? null : TYPE_OF.get(type));
    }

    @Override
    public @Nullable Object as(@Nullable Object value, @Nullable Class<?> type, boolean isStrict) {
        // Only a choice element or a resource says its type; elsewhere the definition has decided.
        return value instanceof FhirValue fhir
                        && (fhir.typeName().isEmpty() || Boolean.TRUE.equals(is(value, type)))
                ? value
                : null;
    }

    @Override
    public Object createInstance(@Nullable String typeName) {
        throw new UnsupportedOperationException(
                "CQL of a pathway reads FHIR and does not make it: " + typeName);
    }

    @Override
    public void setValue(@Nullable Object target, @Nullable String path, @Nullable Object value) {
        throw new UnsupportedOperationException(
                "CQL of a pathway reads FHIR and does not change it");
    }

    @Override
    public Boolean objectEqual(@Nullable Object left, @Nullable Object right) {
        return (left instanceof FhirPrimitive one && right instanceof FhirPrimitive other)
                ? one.value().equals(other.value())
                : Objects.equals(left, right);
    }

    @Override
    public Boolean objectEquivalent(@Nullable Object left, @Nullable Object right) {
        return objectEqual(left, right);
    }

    @Override
    public @Nullable String resolveId(@Nullable Object target) {
        return target instanceof FhirObject object ? object.text("id").orElse(null) : null;
    }
}
