package dev.driftwarden.engine;

import dev.driftwarden.engine.OutwardJob.Announce;
import dev.driftwarden.engine.OutwardJob.Deliver;
import dev.driftwarden.engine.OutwardJob.Digest;
import dev.driftwarden.engine.OutwardJob.Mirror;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what is to be told to the outside. */
public final class OutwardDesk {
    private static final Logger LOG = LoggerFactory.getLogger(OutwardDesk.class);

    /** Does one job. Safe to repeat. */
    public void handle(OutwardJob job) {
        job.work().match(this::announce, this::deliver, this::digest, this::mirror);
    }

    private boolean announce(Announce announce) {
        LOG.info(
                "notice kind={} id={}",
                announce.notice().kind(),
                announce.notice().id());
        return true;
    }

    private boolean deliver(Deliver deliver) {
        LOG.info("notice without channel id={}", deliver.notice().id());
        return true;
    }

    private boolean digest(Digest digest) {
        LOG.info("digest without channel name={}", digest.channel());
        return true;
    }

    private boolean mirror(Mirror mirror) {
        LOG.info("ticket without system finding={}", mirror.findingId());
        return true;
    }
}
