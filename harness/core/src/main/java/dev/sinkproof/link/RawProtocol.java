package dev.sinkproof.link;

import java.io.IOException;
import java.nio.ByteBuffer;

/** For targets whose protocol is not known: bytes only, and no fault point but {@code target.connect}. */
public final class RawProtocol implements LinkProtocol {
    @Override
    public String name() {
        return "raw";
    }

    @Override
    public LinkCodec open() {
        return new LinkCodec(new PassThrough(), new PassThrough());
    }

    private static final class PassThrough implements LinkStage {
        @Override
        public void bytes(ByteBuffer bytes, LinkFlow flow) throws IOException {
            flow.forward(bytes);
        }

        @Override
        public void end(LinkFlow flow) {
            // Nothing was held back.
        }
    }
}
