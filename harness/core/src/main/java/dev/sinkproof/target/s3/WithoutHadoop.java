package dev.sinkproof.target.s3;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import org.apache.parquet.conf.PlainParquetConfiguration;

/**
 * Settings for Parquet's reader. They are shown to whoever asks for one, but to nobody who wants all of them: codecs would copy them to
 * a Hadoop configuration, and parquet-floor's has no room for any.
 */
final class WithoutHadoop extends PlainParquetConfiguration {
    @Override
    public Iterator<Map.Entry<String, String>> iterator() {
        return Collections.emptyIterator();
    }
}
