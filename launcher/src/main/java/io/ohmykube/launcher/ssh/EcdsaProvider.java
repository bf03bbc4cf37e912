package io.ohmykube.launcher.ssh;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyFactorySpi;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;

/**
 * The JDK's keys on elliptic curves under their other name: the library asks for {@code ECDSA}, as only Bouncy Castle
 * calls what the JDK calls {@code EC}. Without it, servers whose host key is of that kind could not be reached.
 */
final class EcdsaProvider extends Provider {
    private static final long serialVersionUID = 1L;
    private static final String NAME = "OhMyKube";

    private EcdsaProvider() {
        super(NAME, "1", "the JDK's EC keys as ECDSA");
        putService(new Service(this, "KeyFactory", "ECDSA", Keys.class.getName(), null, null) {
            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                return new Keys(KeyFactory.getInstance("EC"));
            }
        });
    }

    /** Makes it known to this JVM, behind the others. Repeating it changes nothing. */
    static void register() {
        if (Security.getProvider(NAME) == null) {
            var unused = Security.addProvider(new EcdsaProvider());
        }
    }

    private static final class Keys extends KeyFactorySpi {
        private final KeyFactory keys;

        Keys(KeyFactory keys) {
            this.keys = keys;
        }

        @Override
        protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
            return keys.generatePublic(spec);
        }

        @Override
        protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
            return keys.generatePrivate(spec);
        }

        @Override
        protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> type) throws InvalidKeySpecException {
            return keys.getKeySpec(key, type);
        }

        @Override
        protected Key engineTranslateKey(Key key) throws InvalidKeyException {
            return keys.translateKey(key);
        }
    }
}
