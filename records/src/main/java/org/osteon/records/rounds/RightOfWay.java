package org.osteon.records.rounds;

import java.util.ArrayDeque;
import java.util.Deque;

/// Whoever waits for an answer goes before work that goes on by itself. Such work is done in
/// pieces, a chart each: as many at once as there are processors, one less for each answer that is
/// being made, and never less than one, so that it always comes to its end; whoever waits longest
/// goes first, so that work of many pieces holds up no other. (Priorities of threads would not do:
/// Linux leaves those of Java alone.) Safe for threads.
public final class RightOfWay {
    private final int processors;
    private final Deque<Object> waiting = new ArrayDeque<>();
    private int answers;
    private int pieces;

    /// @param processors how many pieces are worked on at once where nobody waits
    public RightOfWay(int processors) {
        this.processors = processors;
    }

    /// Of work that is never held up.
    public static RightOfWay always() {
        return new RightOfWay(Integer.MAX_VALUE);
    }

    /// Something that is being done, until it is closed.
    public interface Passage extends AutoCloseable {
        @Override
        void close();
    }

    /// An answer is being made; others make way for it.
    public Passage answer() {
        count(1, 0);
        return () -> count(-1, 0);
    }

    /// Waits until a piece of work can be done.
    public Passage piece() throws InterruptedException {
        awaitTurn();
        return () -> count(0, -1);
    }

    private synchronized void awaitTurn() throws InterruptedException {
        Object own = new Object();
        waiting.addLast(own);
        try {
            while (!isFree() || !waiting.getFirst().equals(own)) {
                wait();
            }
            pieces++;
        } finally {
            waiting.remove(own);
            wake();
        }
    }

    private synchronized void count(int moreAnswers, int morePieces) {
        answers += moreAnswers;
        pieces += morePieces;
        wake();
    }

    private void wake() {
        if (!waiting.isEmpty() && isFree()) {
            notifyAll();
        }
    }

    private boolean isFree() {
        return pieces < Math.max(1, processors - answers);
    }
}
