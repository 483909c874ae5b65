package io.kindling.deploy;

import io.kindling.api.NotSerializableClosureException;
import io.kindling.deploy.closure.ClassRules;
import io.kindling.deploy.closure.ClosureInput;
import io.kindling.deploy.closure.ClosureOutput;
import io.kindling.deploy.closure.Closures;
import io.kindling.deploy.closure.Lambdas;
import io.kindling.deploy.code.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;

/** The class space of some code. */
final class CodeSpace implements ClassSpace {

    private final Code code;
    private final ClassRules rules;
    private final RecordLinkage linkage = new RecordLinkage(); // here and now: its class may not be had any more at the end

    /** @param api the loader of the API */
    CodeSpace(final Code code, final ClassLoader api) {
        this.code = code;
        rules = new ClassRules(code, api);
    }

    @Override
    public ClassLoader loader() {
        return code.loader();
    }

    @Override
    public List<Artifact> artifacts() {
        return code.artifacts();
    }

    Code code() {
        return code;
    }

    @Override
    public boolean runsHere() {
        return code.runsHere();
    }

    @Override
    public byte[] writeFunction(final Object function, final String what) throws NotSerializableClosureException {
        return Closures.write(function, what, rules);
    }

    @Override
    public Set<String> artifactsOf(final byte[] function) {
        return Closures.origins(function);
    }

    @Override
    public Object readFunction(final byte[] bytes) throws IOException, ClassNotFoundException {
        return Closures.read(bytes, rules);
    }

    @Override
    public boolean isStateless(final Object function) {
        return Lambdas.isStateless(function);
    }

    @Override
    public ObjectOutput output(final OutputStream out) throws IOException {
        return new ClosureOutput(out, rules);
    }

    @Override
    public ObjectInput input(final InputStream in) throws IOException {
        return new ClosureInput(in, rules);
    }

    @Override
    public String nameOf(final Class<?> type) throws IOException {
        return rules.nameOf(type);
    }

    @Override
    public Class<?> classOf(final String name) throws IOException, ClassNotFoundException {
        return rules.named(name);
    }

    @Override
    public String culprit(final Object value) {
        return Closures.culprit(value, rules);
    }

    @Override
    public void close() {
        code.close();
        linkage.forget();
    }
}
