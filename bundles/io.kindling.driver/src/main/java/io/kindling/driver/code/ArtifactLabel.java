package io.kindling.driver.code;

import io.kindling.api.admin.ArtifactStatus;
import io.kindling.deploy.Artifact;
import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * What an artifact calls itself.
 *
 * @param name    the bundle's symbolic name, or the file's
 * @param version the bundle's, or empty
 * @param kind    "bundle", "fragment" or "jar"
 */
public record ArtifactLabel(String name, String version, String kind) {

    /** Reads the manifest of a bundle. */
    public static ArtifactLabel of(final Artifact artifact) {
        if (artifact.kind() == Artifact.Kind.BUNDLE) {
            try (JarFile jar = new JarFile(artifact.file().toFile())) {
                final Manifest manifest = jar.getManifest();
                final Attributes headers = manifest == null ? new Attributes() : manifest.getMainAttributes();
                final String name = headers.getValue("Bundle-SymbolicName");
                final String version = headers.getValue("Bundle-Version");
                return new ArtifactLabel(name == null ? artifact.name() : name.split(";")[0].strip(), version == null ? "" : version.strip(),
                        headers.getValue("Fragment-Host") == null ? "bundle" : "fragment");
            } catch (final IOException e) {
                return new ArtifactLabel(artifact.name(), "", "bundle"); // gone with its version meanwhile
            }
        }
        return new ArtifactLabel(artifact.name(), "", "jar");
    }

    /** As operators see it. */
    public ArtifactStatus status(final Artifact artifact, final int executors) {
        return new ArtifactStatus(name, version, kind, artifact.hash(), artifact.size(), executors);
    }
}
