package io.ohmykube.cli.server;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;

/**
 * Gives the engine what Camunda's web applications want to find: an administrator, whose password nobody knows (while there
 * is none, they let the first visitor make one), and a list of what people are asked.
 */
final class CockpitContents {
    private static final String NAME = "ohmykube";
    private static final int SECRET_BYTES = 32;
    /** As Tasklist shows it, which looks by itself whether there is more. */
    private static final String QUESTIONS = "All questions";

    private CockpitContents() {}

    static void make(ProcessEngine engine) {
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
        if (engine.getFilterService().createTaskFilterQuery().count() == 0) {
            Filter all = engine.getFilterService().newTaskFilter(QUESTIONS);
            all.setQuery(engine.getTaskService().createTaskQuery());
            all.setProperties(Map.of("refresh", true));
            engine.getFilterService().saveFilter(all);
        }
    }
}
