using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>Columns with their scalers.</summary>
internal sealed class FittedScale(string[] columns, Learned<Scaler[]> scalers) : FittedStep
{
    public override string Name => ScaleStep.StepName;

    public static FittedScale FromJson(JsonObject json) => new(json.Columns(), Learned<Scaler[]>.FromJson(json.Need("learned"), node =>
        [.. node.AsArray().Select(
            scaler => Scaler.Restore(scaler!.AsObject().Text("scale"), scaler.AsObject().Number("offset"),
                scaler.AsObject().Number("factor")))]));

    public override Frame Transform(Frame frame, string id)
    {
        Scaler[] learned = scalers.For(id, Name);
        for (int i = 0; i < columns.Length; i++)
        {
            StepColumns.Require(frame, columns[i], Name, id);
            Scaler scaler = learned[i];
            frame = frame.Map(columns[i], values => scaler.Transform(values, values));
        }

        return frame;
    }

    public override void Inverse(string id, string column, TimeIndex time, ReadOnlySpan<double> before, Span<double> values)
    {
        int index = Array.IndexOf(columns, column);
        if (index >= 0)
        {
            scalers.For(id, Name)[index].Inverse(values, values);
        }
    }

    public override JsonObject ToJson()
    {
        JsonObject json = StepJson.Of(Name, columns);
        json["learned"] = scalers.ToJson(learned => new JsonArray([.. learned.Select(scaler => (JsonNode)new JsonObject
        {
            ["scale"] = scaler.Name,
            ["offset"] = scaler.Offset,
            ["factor"] = scaler.Scale,
        })]));
        return json;
    }
}
