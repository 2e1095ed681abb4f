using Unroll.Series.Frames;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Classification;

/// <summary>Small sets of series and recipes for them.</summary>
internal static class SmallSeriesSet
{
    public const string Text = """
        name: small
        task: classify
        data: {file: waves.csv, id: series, class: kind}
        split: {train: 0.6, validation: 0.2, test: 0.2}
        model:
          - gru: 6
          - dense: {units: 1, activation: sigmoid}
        train: {epochs: 12, batch-size: 8, learning-rate: 0.02}
        """;

    public static Recipe Recipe(string text = Text) => RecipeReader.Parse(text, "small.yaml");

    /// <summary>Waves that rise or fall, of unequal length, with a second column of noise and a static one.</summary>
    public static SeriesSet Waves(int count = 60, ulong seed = 1, int classes = 2)
    {
        RandomStream random = new(seed);
        string[] names = [.. ((string[])["falling", "rising", "level"]).Take(classes)];
        List<SeriesItem> items = [];
        for (int i = 0; i < count; i++)
        {
            int index = i % classes;
            int length = 8 + random.NextInt32(7);
            double slope = index == 0 ? -0.4 : index == 1 ? 0.4 : 0;
            double[] level = new double[length], noise = new double[length];
            for (int t = 0; t < length; t++)
            {
                level[t] = (50 + (10 * ((slope * (t - 4)) + (0.5 * random.NextNormal()))));
                noise[t] = random.NextNormal();
            }

            Frame frame = new(TimeIndex.Numbered(length), ["level", "noise"], [level, noise]);
            items.Add(new SeriesItem($"s{i + 1}", frame) { Class = index, StaticCovariates = [30 + random.NextInt32(40), i / 3] });
        }

        return new SeriesSet(items, ["age", "site"], names);
    }
}
