package io.ohmykube.launcher.ssh;

import com.hierynomus.sshj.key.KeyAlgorithms;
import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import com.hierynomus.sshj.transport.kex.DHGroups;
import com.hierynomus.sshj.transport.mac.Macs;
import java.util.List;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.ConfigImpl;
import net.schmizz.sshj.common.LoggerFactory;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.transport.compression.NoneCompression;
import net.schmizz.sshj.transport.kex.Curve25519SHA256;
import net.schmizz.sshj.transport.kex.ECDHNistP;
import net.schmizz.sshj.transport.random.JCERandom;
import net.schmizz.sshj.transport.random.SingletonRandomFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/**
 * What we offer a server: AES-256, keys and exchanges nobody advises against, nothing else.
 *
 * <p>GCM comes before counter mode with an HMAC because it takes half the processor time, provided that the JVM compiles
 * it with its second compiler, which alone knows the processor's instructions for it: {@code bin/ohmykube} sees to that.
 * With the first compiler, GCM would be the slower one by far.
 *
 * <p>All of it is in the JDK's own providers, so Bouncy Castle is never loaded, which would cost half a second and 40 MB
 * at the first connection. The library's default configuration is not used because it tries thirty ciphers out when it is made.
 */
final class Algorithms extends ConfigImpl {
    Algorithms() {
        usePlatformProviders();
        setVersion("OhMyKube");
        setLoggerFactory(new Silence());
        setKeepAliveProvider(KeepAliveProvider.HEARTBEAT);
        setRandomFactory(new SingletonRandomFactory(new JCERandom.Factory()));
        setKeyExchangeFactories(List.of(
                new Curve25519SHA256.Factory(),
                new Curve25519SHA256.FactoryLibSsh(),
                new ECDHNistP.Factory384(),
                new ECDHNistP.Factory256(),
                DHGroups.Group16SHA512(),
                DHGroups.Group14SHA256()));
        setKeyAlgorithms(List.of(
                KeyAlgorithms.EdDSA25519(),
                KeyAlgorithms.ECDSASHANistp384(),
                KeyAlgorithms.ECDSASHANistp256(),
                KeyAlgorithms.RSASHA512(),
                KeyAlgorithms.RSASHA256()));
        setCipherFactories(List.of(GcmCiphers.AES256GCM(), BlockCiphers.AES256CTR()));
        setMACFactories(List.of(Macs.HMACSHA2256Etm(), Macs.HMACSHA2512Etm(), Macs.HMACSHA2256(), Macs.HMACSHA2512()));
        setCompressionFactories(List.of(new NoneCompression.Factory()));
        setFileKeyProviderFactories(List.of());
    }

    /** Keeps the library from loading Bouncy Castle, which it does at its first cryptographic call. */
    static void usePlatformProviders() {
        SecurityUtils.setRegisterBouncyCastle(false);
        EcdsaProvider.register();
    }

    /** The library logs with a stack trace what it also throws; what it throws reaches the user in our own words. */
    private static final class Silence implements LoggerFactory {
        @Override
        public Logger getLogger(String name) {
            return NOPLogger.NOP_LOGGER;
        }

        @Override
        public Logger getLogger(Class<?> type) {
            return NOPLogger.NOP_LOGGER;
        }
    }
}
