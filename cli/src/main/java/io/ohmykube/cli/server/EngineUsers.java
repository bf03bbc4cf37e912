package io.ohmykube.cli.server;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;

/**
 * Gives the engine an administrator, whose password nobody knows: while it has none, Camunda's web applications let the
 * first visitor make one.
 */
final class EngineUsers {
    private static final String NAME = "ohmykube";
    private static final int SECRET_BYTES = 32;

    private EngineUsers() {}

    static void close(ProcessEngine engine) {
        IdentityService identities = engine.getIdentityService();
        if (identities.createGroupQuery().groupId(CockpitAccess.ADMINISTRATORS).count() == 0) {
            Group group = identities.newGroup(CockpitAccess.ADMINISTRATORS);
            group.setName("Administrators");
            group.setType("SYSTEM");
            identities.saveGroup(group);
        }
        if (identities
                        .createUserQuery()
                        .memberOfGroup(CockpitAccess.ADMINISTRATORS)
                        .count()
                == 0) {
            byte[] secret = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(secret);
            User user = identities.newUser(NAME);
            user.setPassword(HexFormat.of().formatHex(secret));
            identities.saveUser(user);
            identities.createMembership(NAME, CockpitAccess.ADMINISTRATORS);
        }
    }
}
