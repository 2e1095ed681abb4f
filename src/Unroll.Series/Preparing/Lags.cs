using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Series.Preparing;

/// <summary>Lagged columns.</summary>
internal static class Lags
{
    /// <summary>Shifts a column: row t gets the value of row t − steps; the first rows get NaN.</summary>
    /// <param name="column">The column.</param>
    /// <param name="steps">Steps back, at least 1.</param>
    /// <exception cref="InputException"><paramref name="steps"/> is not positive: that would be leakage from the future.</exception>
    public static double[] Shift(ReadOnlySpan<double> column, int steps)
    {
        if (steps < 1)
        {
            throw new InputException(TooShort(steps));
        }

        double[] shifted = new double[column.Length];
        int missing = Math.Min(steps, column.Length);
        shifted.AsSpan(0, missing).Fill(double.NaN);
        column[..(column.Length - missing)].CopyTo(shifted.AsSpan(missing));
        return shifted;
    }

    internal static string TooShort(int steps) => string.Create(
        CultureInfo.InvariantCulture, $"A lag of {CountFormatter.Format(steps, "steps")} would show a row its own present or " +
            $"future: a lag must be at least 1.");
}

/// <summary>The setting of a lag in rows.</summary>
internal sealed class LagKind : ValueKind<int>
{
    public override string Description => "whole number from 1";

    public override int Read(ConfigurationNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.Integer() is var steps and > 0 ? steps : throw node.Error(Lags.TooShort(node.Integer()));
    }

    public override JsonNode? Write(int value) => JsonValue.Create(value);

    public override JsonNode Schema(SchemaDefinitions definitions) => new JsonObject { ["type"] = "integer", ["minimum"] = 1 };
}
