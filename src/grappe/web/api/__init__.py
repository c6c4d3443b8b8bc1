"""The public interface, version 1: read only, described by OpenAPI, refusals as problem documents."""
