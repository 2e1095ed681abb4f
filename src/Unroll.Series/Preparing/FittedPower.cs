using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>Columns with their power transformations.</summary>
internal sealed class FittedPower(string[] columns, Learned<PowerTransform[]> transforms) : FittedStep
{
    public override string Name => PowerStep.StepName;

    public static FittedPower FromJson(JsonObject json) => new(
        json.Columns(),
        Learned<PowerTransform[]>.FromJson(
            json.Need("learned"), node => [.. node.AsArray().Select(entry => Read(entry!.AsObject()))]));

    public override Frame Transform(Frame frame, string id)
    {
        PowerTransform[] learned = transforms.For(id, Name);
        for (int i = 0; i < columns.Length; i++)
        {
            double[] values = StepColumns.Read(frame, columns[i], Name, id);
            if (learned[i].Method == PowerMethod.BoxCox)
            {
                RequirePositive(values, frame.Time, columns[i], id);
            }

            foreach (ref double value in values.AsSpan())
            {
                value = learned[i].Forward(value);
            }

            frame = frame.With(columns[i], values);
        }

        return frame;
    }

    public override void Inverse(string id, string column, TimeIndex time, ReadOnlySpan<double> before, Span<double> values)
    {
        int index = Array.IndexOf(columns, column);
        if (index >= 0)
        {
            PowerTransform transform = transforms.For(id, Name)[index];
            foreach (ref double value in values)
            {
                value = transform.Back(value);
            }
        }
    }

    public override JsonObject ToJson()
    {
        JsonObject json = StepJson.Of(Name, columns);
        json["learned"] = transforms.ToJson(learned => new JsonArray([.. learned.Select(transform => (JsonNode)new JsonObject
        {
            ["method"] = StepJson.Name(transform.Method),
            ["lambda"] = transform.Lambda,
            ["log-mean"] = transform.LogMean,
        })]));
        return json;
    }

    public static void RequirePositive(Frame frame, string column, string id) =>
        RequirePositive(frame.Column(column), frame.Time, column, id);

    private static PowerTransform Read(JsonObject json) =>
        new(json.Named<PowerMethod>("method"), json.Number("lambda"), json.Number("log-mean"));

    private static void RequirePositive(ReadOnlySpan<double> values, TimeIndex time, string column, string id)
    {
        for (int row = 0; row < values.Length; row++)
        {
            if (values[row] <= 0)
            {
                throw new InputException(
                    $"Step '{PowerStep.StepName}' takes Box–Cox powers of values above 0, but column '{column}' of series '{id}' is " +
                    $"{values[row]} at {time.Text(row)}: " +
                    "use the Yeo–Johnson transformation, which takes values of any sign.");
            }
        }
    }
}
