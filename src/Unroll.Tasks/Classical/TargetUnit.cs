using System.Text.Json.Nodes;

namespace Unroll.Tasks.Classical;

/// <summary>
/// The unit of the file of a prepared target, where the preparation only scales it: models of time then see it as it is in the file, so
/// that what is positive there stays so. Where a step bends it, as a logarithm does, they see it as prepared.
/// </summary>
/// <param name="Offset">The value in the file of a prepared 0.</param>
/// <param name="Scale">The difference in the file of a prepared 1, above 0.</param>
internal readonly record struct TargetUnit(double Offset, double Scale)
{
    private const double Tolerance = 1e-9;

    /// <summary>The unit of a target as it is prepared.</summary>
    public static TargetUnit AsPrepared { get; } = new(0, 1);

    /// <summary>The unit of a column.</summary>
    /// <param name="prepared">The column as prepared.</param>
    /// <param name="raw">The column in the unit of the file; NaN where it is missing.</param>
    public static TargetUnit Of(ReadOnlySpan<double> prepared, ReadOnlySpan<double> raw)
    {
        int least = -1, most = -1;
        for (int row = 0; row < prepared.Length; row++)
        {
            if (double.IsFinite(prepared[row]) && double.IsFinite(raw[row]))
            {
                least = least < 0 || prepared[row] < prepared[least] ? row : least;
                most = most < 0 || prepared[row] > prepared[most] ? row : most;
            }
        }

        double span = least < 0 ? 0 : prepared[most] - prepared[least];
        if (!(span > 0))
        {
            return AsPrepared;
        }

        double scale = (raw[most] - raw[least]) / span, offset = raw[least] - (scale * prepared[least]);
        double size = Math.Max(Math.Abs(raw[most]), Math.Abs(raw[least]));
        for (int row = 0; row < prepared.Length; row++)
        {
            if (Math.Abs(raw[row] - offset - (scale * prepared[row])) > Tolerance * size)
            {
                return AsPrepared;
            }
        }

        return scale > 0 ? new TargetUnit(offset, scale) : AsPrepared;
    }

    /// <summary>The values of a history in this unit.</summary>
    /// <param name="history">The history, as prepared.</param>
    public KnownHistory ToFile(KnownHistory history)
    {
        (double offset, double scale) = (Offset, Scale);
        return history with { Values = [.. history.Values.Select(value => offset + (scale * value))] };
    }

    /// <summary>A value in this unit as prepared.</summary>
    /// <param name="value">The value.</param>
    public double ToPrepared(double value) => (value - Offset) / Scale;

    /// <summary>The unit as it is saved.</summary>
    public JsonArray ToJson() => new(Offset, Scale);

    /// <summary>Takes up a unit that was saved.</summary>
    /// <param name="json">The JSON.</param>
    public static TargetUnit FromJson(JsonNode json) => new(json[0]!.GetValue<double>(), json[1]!.GetValue<double>());
}
