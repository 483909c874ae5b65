package io.kindling.itests.cycles.churn;

import io.kindling.transport.api.Acceptor;
import io.kindling.transport.api.Authority;
import io.kindling.transport.api.ConnectSpec;
import io.kindling.transport.api.Connection;
import io.kindling.transport.api.EnrolRequest;
import io.kindling.transport.api.FrameHandler;
import io.kindling.transport.api.Identity;
import io.kindling.transport.api.ListenSpec;
import io.kindling.transport.api.Listener;
import io.kindling.transport.api.Transport;
import java.io.IOException;
import java.time.Duration;

/** A transport under another name. */
record StubTransport(Transport local) implements Transport {

    static final String NAME = "stub";

    @Override
    public Authority createAuthority(final String name, final Duration validity) {
        return local.createAuthority(name, validity);
    }

    @Override
    public Authority loadAuthority(final byte[] saved) {
        return local.loadAuthority(saved);
    }

    @Override
    public Identity enrol(final EnrolRequest request, final Duration timeout) throws IOException {
        return local.enrol(request, timeout);
    }

    @Override
    public Listener listen(final ListenSpec spec, final Acceptor acceptor) throws IOException {
        return local.listen(spec, acceptor);
    }

    @Override
    public Connection connect(final ConnectSpec spec, final FrameHandler handler) throws IOException {
        return local.connect(spec, handler);
    }
}
