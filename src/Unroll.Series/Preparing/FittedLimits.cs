using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>Columns with the limits that values are clipped to.</summary>
internal sealed class FittedLimits(string[] columns, Learned<Limits[]> limits, bool toMissing) : FittedStep
{
    public override string Name => ClipStep.StepName;

    public static FittedStep FromJson(JsonObject json) => json.ContainsKey("threshold")
        ? FittedHampel.FromJson(json)
        : new FittedLimits(
            json.Columns(),
            Learned<Limits[]>.FromJson(json.Need("learned"),
                node => [.. node.AsArray().Select(entry => new Limits(entry!.AsObject().Number("low"), entry.AsObject().Number("high")))]),
            json.Flag("to-missing"));

    public override Frame Transform(Frame frame, string id)
    {
        Limits[] learned = limits.For(id, Name);
        for (int i = 0; i < columns.Length; i++)
        {
            double[] values = StepColumns.Read(frame, columns[i], Name, id);
            foreach (ref double value in values.AsSpan())
            {
                value = learned[i].Apply(value, toMissing);
            }

            frame = frame.With(columns[i], values);
        }

        return frame;
    }

    public override JsonObject ToJson()
    {
        JsonObject json = StepJson.Of(Name, columns);
        json["learned"] = limits.ToJson(
            learned => new JsonArray(
                [.. learned.Select(limits => (JsonNode)new JsonObject { ["low"] = limits.Low, ["high"] = limits.High })]));
        json["to-missing"] = toMissing;
        return json;
    }
}

/// <summary>The limits of a column.</summary>
internal sealed record Limits(double Low, double High)
{
    public double Apply(double value, bool toMissing) => value < Low ? toMissing ? double.NaN : StepColumns.Finite(Low)
        : value > High ? toMissing ? double.NaN : StepColumns.Finite(High)
        : value;
}
