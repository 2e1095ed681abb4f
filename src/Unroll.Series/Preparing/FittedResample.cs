using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>Columns with what is told of each in an interval.</summary>
internal sealed class FittedResample(string[] columns, Statistic[] methods, BinRuler ruler, UpsampleMethod upsample, double intervalTicks) : FittedStep
{
    // Gaps beyond this many intervals of the training part are real, and stay.
    private const double LongestFilledGap = 1.5;

    public override string Name => ResampleStep.StepName;

    public override int? ReachBack => null;

    public static FittedResample FromJson(JsonObject json) => new(
        json.Columns(), [.. json.TextList("methods").Select(StepJson.ReadName<Statistic>)], BinRuler.FromJson(json), json.Named<UpsampleMethod>("upsample"), json.Number("interval"));

    public override Frame Transform(Frame frame, string id)
    {
        StepColumns.RequireStamps(frame.Time, Name, id);
        Bins bins = ruler.Cut(frame.Time, Name, id);
        ColumnValues[] results = new ColumnValues[columns.Length];
        Dictionary<string, IReadOnlyList<string>> categories = [];
        for (int i = 0; i < columns.Length; i++)
        {
            StepColumns.Require(frame, columns[i], Name, id);
            float[] values = bins.Summarize(frame.Column(columns[i]), frame.Time, methods[i]);
            if (upsample != UpsampleMethod.None)
            {
                Fill(values, bins, upsample == UpsampleMethod.Linear && frame.Categories(columns[i]) is null);
            }

            results[i] = StepColumns.Keep(frame, values);
            if (frame.Categories(columns[i]) is { } texts)
            {
                categories[columns[i]] = texts;
            }
        }

        return new Frame(bins.Time, columns, results, categories);
    }

    public override JsonObject ToJson()
    {
        JsonObject json = StepJson.Of(Name, columns);
        json["methods"] = StepJson.Texts(methods.Select(method => method.ToString()));
        ruler.Write(json);
        json["upsample"] = StepJson.Name(upsample);
        json["interval"] = intervalTicks;
        return json;
    }

    /// <summary>Fills bins without rows between two with rows, unless these are far apart.</summary>
    private void Fill(float[] values, Bins bins, bool linear)
    {
        int before = 0;
        for (int bin = 1; bin < values.Length; bin++)
        {
            if (bins.Offsets[bin + 1] == bins.Offsets[bin])
            {
                continue;
            }

            double distance = bins.Starts[bin] - bins.Starts[before];
            if (distance <= LongestFilledGap * intervalTicks)
            {
                for (int i = before + 1; i < bin; i++)
                {
                    double share = linear ? (bins.Starts[i] - bins.Starts[before]) / distance : 0;
                    values[i] = linear ? StepColumns.Finite(values[before] + (share * ((double)values[bin] - values[before]))) : values[before];
                }
            }

            before = bin;
        }
    }
}
