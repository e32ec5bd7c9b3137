package dev.sinkproof.kafka.proxy;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.RequestUtils;

/** A request of each kind and version with something in every field that the version has. */
final class SampleRequests {
    static final String TEXT = "sample";
    static final Uuid ID = new Uuid(1, 2);
    static final String CLIENT = "some-client";
    static final int CORRELATION_ID = 77;

    /** Resource type, operation, permission and pattern alike. */
    private static final byte VALID_IN_ACLS = 3;

    private static final String NO_ACLS = "(no ACLs)";

    private static final String OUTERMOST = "outermost ";

    private static final Pattern NOT_IN_THIS_VERSION = Pattern.compile("non-default (\\w+) at version");

    private SampleRequests() {}

    /** The frame of such a request, without its length. */
    static ByteBuffer frame(ApiKeys api, short version) {
        Set<String> leftOut = new HashSet<>();
        if (!api.name().endsWith("_ACLS")) {
            leftOut.add(NO_ACLS);
        }
        while (true) {
            try {
                return serialized(api, version, filled(api, leftOut));
            } catch (UnsupportedVersionException e) {
                leaveOut(e, leftOut);
            }
        }
    }

    /** A field of the request itself and one of something in it may have the same name: the former goes first. */
    private static void leaveOut(UnsupportedVersionException e, Set<String> leftOut) {
        Matcher field = NOT_IN_THIS_VERSION.matcher(e.getMessage());
        if (!field.find() || !(leftOut.add(OUTERMOST + field.group(1)) || leftOut.add(field.group(1)))) {
            throw e;
        }
    }

    static ByteBuffer serialized(ApiKeys api, short version, ApiMessage message) {
        RequestHeader header = new RequestHeader(api, version, CLIENT, CORRELATION_ID);
        return RequestUtils.serialize(header.data(), header.headerVersion(), message, version);
    }

    private static ApiMessage filled(ApiKeys api, Set<String> leftOut) {
        ApiMessage message = api.messageType.newRequest();
        fill(message, leftOut, OUTERMOST);
        if (message instanceof ProduceRequestData produce) {
            produce.setAcks((short) -1);
        }
        return message;
    }

    private static void fill(Object message, Set<String> leftOut, String where) {
        for (Method setter : message.getClass().getMethods()) {
            if (setter.getName().startsWith("set") && setter.getParameterCount() == 1) {
                String field = Character.toLowerCase(setter.getName().charAt(3))
                        + setter.getName().substring(4);
                boolean out = leftOut.contains(field) || leftOut.contains(where + field);
                Object value = out ? null : value(setter.getGenericParameterTypes()[0], leftOut);
                if (value != null) {
                    invoke(setter, message, value);
                }
            }
        }
    }

    /** Null where the default is as good as anything. */
    private static Object value(Type type, Set<String> leftOut) {
        if (type instanceof ParameterizedType list) {
            Object element = value(list.getActualTypeArguments()[0], leftOut);
            return element == null ? null : List.of(element);
        }
        Class<?> raw = (Class<?>) type;
        if (raw == String.class) {
            return TEXT;
        } else if (raw == Uuid.class) {
            return ID;
        } else if (raw == byte[].class) {
            return new byte[] {1};
        } else if (raw == ByteBuffer.class) {
            return ByteBuffer.wrap(new byte[] {1});
        } else if (raw == byte.class && leftOut.contains(NO_ACLS)) {
            return null;
        } else if (raw == byte.class) {
            return VALID_IN_ACLS;
        } else if (raw == Integer.class) {
            return 0;
        } else if (raw == BaseRecords.class) {
            return MemoryRecords.withRecords(Compression.NONE, new SimpleRecord(new byte[] {1}));
        } else if (Collection.class.isAssignableFrom(raw)) {
            return collection(raw, leftOut);
        } else if (Message.class.isAssignableFrom(raw)) {
            return struct(raw, leftOut);
        }
        return null;
    }

    @SuppressWarnings("unchecked")
    private static Object collection(Class<?> type, Set<String> leftOut) {
        Collection<Object> collection = (Collection<Object>) create(type);
        Type elements = ((ParameterizedType) type.getGenericSuperclass()).getActualTypeArguments()[0];
        collection.add(struct((Class<?>) elements, leftOut));
        return collection;
    }

    private static Object struct(Class<?> type, Set<String> leftOut) {
        Object struct = create(type);
        fill(struct, leftOut, "");
        return struct;
    }

    private static Object create(Class<?> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("no sample of " + type, e);
        }
    }

    private static void invoke(Method setter, Object message, Object value) {
        try {
            setter.invoke(message, value);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("cannot set " + setter, e);
        }
    }
}
