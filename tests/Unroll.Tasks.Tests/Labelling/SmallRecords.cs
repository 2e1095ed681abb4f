using Unroll.Series.Frames;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Labelling;

/// <summary>Small sets of series with a label at each step, and recipes for them.</summary>
internal static class SmallRecords
{
    public const string Text = """
        name: small
        task: label
        data: {file: records.csv, id: record, target: state, channels: [sensor]}
        split: {train: 0.6, validation: 0.2, test: 0.2}
        model:
          - gru: 8
          - dense: {units: 3, activation: softmax}
        train: {epochs: 25, batch-size: 4, learning-rate: 0.03}
        """;

    private static readonly string[] _states = ["down", "still", "up"];

    public static Recipe Recipe(string text = Text) => RecipeReader.Parse(text, "small.yaml");

    /// <summary>
    /// Series of unequal length of a sensor that rises, falls or stays: the label is the direction of the last change, which one value does
    /// not tell. <c>speed</c> is the change itself, a number at each step.
    /// </summary>
    public static SeriesSet Records(int count = 30, ulong seed = 1)
    {
        RandomStream random = new(seed);
        List<SeriesItem> items = [];
        for (int i = 0; i < count; i++)
        {
            int length = 20 + random.NextInt32(15), state = 1;
            double value = random.NextNormal();
            double[] sensor = new double[length], states = new double[length], speed = new double[length];
            for (int t = 0; t < length; t++)
            {
                state = random.NextInt32(4) == 0 ? random.NextInt32(3) : state;
                double change = (state - 1) + (0.1 * random.NextNormal());
                value = (0.5 * value) + change;
                (sensor[t], states[t], speed[t]) = (value, state, (10 * change) + 50);
            }

            Frame frame = new Frame(TimeIndex.Numbered(length), ["sensor", "state", "speed"], [sensor, states, speed])
                .WithCategories("state", _states);
            items.Add(new SeriesItem($"r{i + 1}", frame));
        }

        return new SeriesSet(items);
    }

    /// <summary>The series with another label column.</summary>
    public static SeriesSet With(this SeriesSet series, Func<double[], double[]> change) =>
        series.Map(item => item.Frame.With("state", change(item.Frame.Column("state").ToArray())).WithCategories("state", _states));
}
