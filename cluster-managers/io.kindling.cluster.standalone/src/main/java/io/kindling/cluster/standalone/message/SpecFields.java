package io.kindling.cluster.standalone.message;

import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.common.ApplicationId;
import io.kindling.common.ExecutorId;
import io.kindling.protocol.wire.FieldReader;
import io.kindling.protocol.wire.FieldWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** An {@link ExecutorLaunchSpec} as fields. */
public final class SpecFields {

    private SpecFields() {
    }

    public static ExecutorLaunchSpec read(final FieldReader in) {
        return new ExecutorLaunchSpec(new ApplicationId(in.text()), new ExecutorId(in.int32()), TargetFields.readProfile(in),
                in.text(), in.list(FieldReader::text), variables(in), in.bytes());
    }

    public static void write(final FieldWriter out, final ExecutorLaunchSpec spec) {
        out.text(spec.application().value());
        out.int32(spec.executor().value());
        TargetFields.writeProfile(out, spec.profile());
        out.text(spec.runtimeVersion());
        out.list(spec.javaOptions(), (option, group) -> group.text(option));
        out.list(new ArrayList<>(spec.environment().entrySet()), (variable, group) -> {
            group.text(variable.getKey());
            group.text(variable.getValue());
        });
        out.bytes(spec.bootstrap());
    }

    private static Map<String, String> variables(final FieldReader in) {
        final Map<String, String> variables = new LinkedHashMap<>();
        in.list(group -> Map.entry(group.text(), group.text())).forEach(e -> variables.put(e.getKey(), e.getValue()));
        return variables;
    }
}
