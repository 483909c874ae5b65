package io.kindling.configuration;

import io.kindling.cluster.api.ApplicationDescription;
import io.kindling.cluster.api.ClusterListener;
import io.kindling.cluster.api.ClusterManager;
import io.kindling.cluster.api.ClusterSession;
import io.kindling.cluster.api.ContainerId;
import io.kindling.cluster.api.ExecutorLaunchSpec;
import io.kindling.cluster.api.ExecutorTarget;
import io.kindling.common.ExecutorId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes one scheme and writes down what it is told. */
final class FakeAdapter implements ClusterManager {

    final List<String> told = new ArrayList<>();
    final List<ApplicationDescription> opened = new ArrayList<>();
    private final String scheme;

    FakeAdapter(final String scheme) {
        this.scheme = scheme;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public String masterUrlForms() {
        return scheme + "://host";
    }

    @Override
    public boolean accepts(final String masterUrl) {
        return masterUrl.startsWith(scheme);
    }

    @Override
    public Map<String, String> settingsOf(final String masterUrl) {
        return Map.of("kindling.task.maxFailures", "7", "kindling.task.cpus", "3");
    }

    @Override
    public ClusterSession open(final ApplicationDescription application, final ClusterListener listener) {
        opened.add(application);
        return new Session(application.masterUrl());
    }

    @Override
    public ClusterSession attach(final byte[] detached, final ClusterListener listener) {
        told.add("attach " + new String(detached, StandardCharsets.UTF_8));
        return new Session(new String(detached, StandardCharsets.UTF_8));
    }

    private final class Session implements ClusterSession {

        private final String url;

        Session(final String url) {
            this.url = url;
        }

        @Override
        public void setTarget(final ExecutorTarget target) {
            told.add("target");
        }

        @Override
        public void launch(final ContainerId container, final ExecutorLaunchSpec spec) {
            told.add("launch");
        }

        @Override
        public void release(final ExecutorId executor) {
            told.add("release");
        }

        @Override
        public byte[] detach() {
            told.add("detach");
            return url.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            told.add("close");
        }
    }
}
