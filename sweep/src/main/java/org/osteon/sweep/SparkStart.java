package org.osteon.sweep;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/// Spark, as it was set up by `spark-submit`, else on the processors of this machine and for nobody
/// else to reach.
final class SparkStart {
    private static final String MASTER = "spark.master";
    private static final String LOOPBACK = "127.0.0.1";

    private SparkStart() {}

    /// Starts it, or takes the one that is there.
    ///
    /// @param cores processors to use where it runs on this machine alone; 0: all of them
    static SparkSession session(int cores) {
        return SparkSession.builder().config(configuration(cores)).getOrCreate();
    }

    static SparkConf configuration(int cores) {
        SparkConf spark = new SparkConf().setIfMissing("spark.app.name", "osteon sweep");
        // A task that fails is tried again, here as on a cluster.
        spark.setIfMissing(MASTER, "local[" + (cores > 0 ? cores : "*") + ",4]");
        if (spark.get(MASTER).startsWith("local")) {
            spark.setIfMissing("spark.driver.bindAddress", LOOPBACK);
            spark.setIfMissing("spark.driver.host", LOOPBACK);
            spark.setIfMissing("spark.ui.enabled", "false");
            spark.setIfMissing(
                    "spark.sql.shuffle.partitions",
                    String.valueOf(4 * Runtime.getRuntime().availableProcessors()));
        }
        return spark;
    }
}
