package dev.sinkproof.link;

import java.util.Objects;

/**
 * What knows the protocol on one connection: a stage for each direction.
 *
 * <p>Each stage is called by one thread only, but the two threads differ and run at the same time; what the stages share
 * they must guard, and they must not hold a lock while they forward or pass.
 *
 * @param requests sees the bytes from the client to the target
 * @param answers sees the bytes from the target to the client
 */
public record LinkCodec(LinkStage requests, LinkStage answers) {
    public LinkCodec {
        Objects.requireNonNull(requests, "requests");
        Objects.requireNonNull(answers, "answers");
    }
}
