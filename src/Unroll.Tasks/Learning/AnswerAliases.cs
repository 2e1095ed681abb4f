using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Tasks.Learning;

/// <summary>Notes on inputs that give the answer away in all training rows, which is mostly a mistake in the choice of columns.</summary>
internal static class AnswerAliases
{
    private const int RowsAtOnce = 1 << 14;

    private delegate void CopyValues(int start, Span<double> values);

    /// <summary>The future and static covariates that give a target away, row by row.</summary>
    /// <param name="series">The series.</param>
    /// <param name="training">The training rows of each series.</param>
    /// <param name="options">Which columns are targets, and which covariates a network is given.</param>
    /// <returns>A sentence for each.</returns>
    public static IEnumerable<string> OfRows(SeriesSet series, IReadOnlyList<IReadOnlyList<RowRange>> training, PreparationOptions options)
    {
        (Frame Frame, int Series)[] parts =
            [.. series.Items.SelectMany((item, index) => training[index].Select(run => (item.Frame.Slice(run.Start, run.Count), index)))];
        foreach (string target in options.Targets)
        {
            foreach (string column in options.FutureCovariates)
            {
                if (OfColumns([.. parts.Select(part => part.Frame)], column, target).Describe($"the target '{target}'") is { } what)
                {
                    yield return Sentence($"The future covariate '{column}'", what, "row", "data.future-covariates");
                }
            }

            foreach ((string name, double[] values, bool isCategory) in StaticCovariatesOf(series, options.ExcludedStaticCovariates))
            {
                AnswerRelation relation = new(isCategory, isRepeated: true);
                foreach ((Frame frame, int index) in parts.TakeWhile(_ => relation.IsOpen))
                {
                    Add(relation, frame.RowCount, (_, repeated) => repeated.Fill(values[index]), ValuesOf(frame, target));
                }

                if (relation.Describe($"the target '{target}'") is { } what)
                {
                    yield return Sentence($"The static covariate '{name}'", what, "row", "data.static-covariates");
                }
            }
        }
    }

    /// <summary>The static covariates and the channels, by their last known value, that give the target of whole series away.</summary>
    /// <param name="series">The training series.</param>
    /// <param name="options">Which channels and static covariates a network is given.</param>
    /// <param name="targets">The target of each series.</param>
    /// <param name="target">The target, as messages name it: "the class".</param>
    /// <param name="isClass">Whether the targets are codes of classes.</param>
    /// <returns>A sentence for each.</returns>
    public static IEnumerable<string> OfSeries(
        SeriesSet series, PreparationOptions options, double[] targets, string target, bool isClass) =>
        OfInputs(series, options, targets, target, isClass).Select(found => found.IsStatic
            ? Sentence($"The static covariate '{found.Name}'", found.What, "series", "data.static-covariates")
            : Sentence($"The last value of the channel '{found.Name}'", found.What, "series", "data.channels"));

    /// <summary>The inputs of whole series that give their target away, with the verb by which they do.</summary>
    /// <inheritdoc cref="OfSeries"/>
    public static IEnumerable<(bool IsStatic, string Name, string What)> OfInputs(
        SeriesSet series, PreparationOptions options, double[] targets, string target, bool isClass)
    {
        IEnumerable<(string Name, double[] Values, bool IsCategory)> channels = (options.Columns ?? []).Select(name =>
            (name, series.Items.Select(item => LastKnown(item.Frame, name)).ToArray(), series[0].Frame.Categories(name) is not null));
        foreach ((bool isStatic, (string name, double[] values, bool isCategory)) in
            StaticCovariatesOf(series, options.ExcludedStaticCovariates)
            .Select(input => (true, input)).Concat(channels.Select(input => (false, input))))
        {
            AnswerRelation relation = new(isClass || isCategory);
            relation.Add(values, targets);
            if (relation.Describe(target) is { } what)
            {
                yield return (isStatic, name, what);
            }
        }
    }

    /// <summary>The channels that give the label of each row away.</summary>
    /// <param name="series">The training series.</param>
    /// <param name="options">Which channels a network is given.</param>
    /// <param name="targets">The label of each row of each series; NaN where it has none.</param>
    /// <param name="target">The target, as messages name it.</param>
    /// <param name="isClass">Whether labels are codes of classes.</param>
    /// <returns>A sentence for each.</returns>
    public static IEnumerable<string> OfLabels(
        SeriesSet series, PreparationOptions options, IReadOnlyList<double[]> targets, string target, bool isClass)
    {
        foreach (string name in options.Columns ?? [])
        {
            AnswerRelation relation = new(isClass || series[0].Frame.Categories(name) is not null);
            foreach ((SeriesItem item, double[] labels) in series.Items.Zip(targets).TakeWhile(_ => relation.IsOpen))
            {
                Add(relation, labels.Length, ValuesOf(item.Frame, name),
                    (start, values) => labels.AsSpan(start, values.Length).CopyTo(values));
            }

            if (relation.Describe(target) is { } what)
            {
                yield return Sentence($"The channel '{name}'", what, "row", "data.channels");
            }
        }
    }

    /// <summary>The relation of a column to another of the same rows.</summary>
    /// <param name="frames">The rows.</param>
    /// <param name="column">The column.</param>
    /// <param name="target">The other.</param>
    public static AnswerRelation OfColumns(IReadOnlyList<Frame> frames, string column, string target)
    {
        AnswerRelation relation = new(frames[0].Categories(column) is not null || frames[0].Categories(target) is not null);
        foreach (Frame frame in frames.TakeWhile(_ => relation.IsOpen))
        {
            Add(relation, frame.RowCount, ValuesOf(frame, column), ValuesOf(frame, target));
        }

        return relation;
    }

    /// <summary>The last known value of a column; NaN where there is none.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="name">The column.</param>
    public static double LastKnown(Frame frame, string name)
    {
        ReadOnlySpan<double> values = frame.Column(name);
        int row = values.Length - 1;
        while (row > 0 && double.IsNaN(values[row]))
        {
            row--;
        }

        return row < 0 ? double.NaN : values[row];
    }

    /// <summary>The static columns as they were read: of a column of texts, codes in place of a column for each text.</summary>
    private static IEnumerable<(string Name, double[] Values, bool IsCategory)> StaticCovariatesOf(
        SeriesSet series, IReadOnlyList<string> excluded) =>
        from place in Enumerable.Range(0, series.StaticNames.Count)
        group place by StaticCategories.ColumnOf(series.StaticNames[place]) ?? series.StaticNames[place] into column
        where !excluded.Contains(column.Key)
        let isCategory = StaticCategories.ColumnOf(series.StaticNames[column.First()]) is not null
        let places = column.ToArray()
        select (column.Key,
            series.Items.Select(item => isCategory ? CodeOf(item, places) : item.StaticCovariates[places[0]]).ToArray(),
            isCategory);

    /// <summary>Adds rows, some at a time: columns may be larger than the memory.</summary>
    private static void Add(AnswerRelation relation, int rows, CopyValues copyInputs, CopyValues copyTargets)
    {
        double[] inputs = new double[Math.Min(RowsAtOnce, rows)], targets = new double[inputs.Length];
        for (int start = 0; start < rows && relation.IsOpen; start += inputs.Length)
        {
            int count = Math.Min(inputs.Length, rows - start);
            copyInputs(start, inputs.AsSpan(0, count));
            copyTargets(start, targets.AsSpan(0, count));
            relation.Add(inputs.AsSpan(0, count), targets.AsSpan(0, count));
        }
    }

    private static CopyValues ValuesOf(Frame frame, string column) => (start, values) => frame.CopyColumn(column, start, values);

    private static double CodeOf(SeriesItem item, int[] places) =>
        Array.FindIndex(places, place => item.StaticCovariates[place] > 0) is >= 0 and var code ? code : double.NaN;

    private static string Sentence(string input, string what, string unit, string field) =>
        $"{input} {what} in every training {unit}, so that the network is given the answer. Remove it from {field}, unless it is really "
        + "known before.";
}
