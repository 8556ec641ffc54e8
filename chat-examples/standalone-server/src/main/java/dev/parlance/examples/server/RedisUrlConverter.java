package dev.parlance.examples.server;

import dev.parlance.redis.RedisConfig;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The address of a Redis. What is wrong with one is said without showing it: it may hold a password. */
final class RedisUrlConverter implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
        try {
            RedisConfig.of(value);
            return value;
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
