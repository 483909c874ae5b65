/** Compression of blocks in memory and of files. */
module io.kindling.compression {
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.annotation.versioning;
    requires static aircompressor; // static: private copies lie in this bundle
    requires static com.ning.compress.lzf;
    requires static org.apache.commons.compress;
    requires jdk.unsupported;

    exports io.kindling.compression;
}
