package org.osteon.app.http.server;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connections of a server, looked through every few seconds: the header of a request must be
/// here in time, however busily its bytes drip in, and one address has only so many connections.
/// Named to Tomcat, which makes it.
public final class Connections extends Http11NioProtocol {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final long BETWEEN_MILLIS = 2_000;

    private volatile Limits limits = Limits.usual();
    private Map<SocketWrapperBase<NioChannel>, Long> unfinished = new HashMap<>();
    private volatile boolean looking;

    /// As Tomcat makes it.
    public Connections() {}

    /// Looks through them by other limits.
    void within(Limits other) {
        limits = other;
    }

    @Override
    public void start() throws Exception {
        super.start();
        looking = true;
        Thread.ofVirtual().name("osteon-connections").start(this::look);
    }

    @Override
    public void stop() throws Exception {
        looking = false;
        super.stop();
    }

    private void look() {
        while (looking) {
            try {
                Thread.sleep(BETWEEN_MILLIS);
                lookThrough(System.nanoTime());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.error("the connections could not be looked through", e);
            }
        }
    }

    private void lookThrough(long now) {
        Map<SocketWrapperBase<NioChannel>, Long> still = new HashMap<>();
        Map<String, Integer> ofAddress = new HashMap<>();
        for (SocketWrapperBase<NioChannel> connection : connections()) {
            int count = ofAddress.merge(connection.getRemoteAddr(), 1, Integer::sum);
            if (count > limits.connectionsOfOne()) {
                connection.close();
            } else if (connection.getCurrentProcessor() != null) {
                // A processor is kept with the connection while a header is not all there.
                long since = unfinished.getOrDefault(connection, now);
                if (now - since > limits.wholeHeader().toNanos()) {
                    connection.close();
                } else {
                    still.put(connection, since);
                }
            }
        }
        unfinished = still;
    }

    private Set<SocketWrapperBase<NioChannel>> connections() {
        return Set.copyOf(getEndpoint().getConnections());
    }
}
