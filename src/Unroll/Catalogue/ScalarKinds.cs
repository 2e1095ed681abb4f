using System.Text.Json.Nodes;

namespace Unroll.Catalogue;

/// <summary>Whole numbers from 0 to the greatest of 64 bits, as seeds are.</summary>
internal sealed class UnsignedKind : ValueKind<ulong>
{
    public override string Description => "whole number from 0";

    public override ulong Read(ConfigurationNode node) => node.Unsigned();

    public override JsonNode? Write(ulong value) => JsonValue.Create(value);

    public override JsonNode Schema(SchemaDefinitions definitions) => new JsonObject { ["type"] = "integer", ["minimum"] = 0 };
}

/// <summary>Numbers of a range, in double precision.</summary>
internal sealed class NumberKind(NumberRange range) : ValueKind<double>
{
    public override string Description => range.Description;

    public override double Read(ConfigurationNode node) => node.Number(range);

    public override JsonNode? Write(double value) => JsonValue.Create(value);

    public override JsonNode Schema(SchemaDefinitions definitions) => range.Schema();
}

/// <summary>Numbers of a range, in single precision: what overflows it, or falls to 0, is refused.</summary>
internal sealed class SingleKind(NumberRange range) : ValueKind<float>
{
    public override string Description => range.Description;

    public override float Read(ConfigurationNode node)
    {
        double value = node.Number(range);
        float single = (float)value;
        return float.IsFinite(single) && range.Allows(single)
            ? single
            : throw node.Error(
                $"{node.Describe()} is out of the range of 32-bit numbers, which goes from 1e-45 to 3e38. Give {range.InWords} within it.");
    }

    public override JsonNode? Write(float value) => JsonValue.Create(value);

    public override JsonNode Schema(SchemaDefinitions definitions) => range.Schema();
}

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed class FlagKind : ValueKind<bool>
{
    public override string Description => "`true` or `false`";

    public override bool Read(ConfigurationNode node) => node.Flag();

    public override JsonNode? Write(bool value) => JsonValue.Create(value);

    public override JsonNode Schema(SchemaDefinitions definitions) => new JsonObject { ["type"] = "boolean" };
}

/// <summary>Texts that are not empty.</summary>
internal sealed class TextKind : ValueKind<string>
{
    public override string Description => "text";

    public override string Read(ConfigurationNode node) => node.Text();

    public override JsonNode? Write(string value) => string.IsNullOrEmpty(value) ? null : JsonValue.Create(value);

    // What looks like a number is a text all the same where a text is expected: a column may be named 2020.
    public override JsonNode Schema(SchemaDefinitions definitions) => new JsonObject { ["type"] = new JsonArray("string", "number") };
}
