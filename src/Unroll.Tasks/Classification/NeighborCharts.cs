using System.Globalization;
using Unroll.Analysis;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Classification;

/// <summary>The charts of misclassified series beside their nearest neighbours.</summary>
internal static class NeighborCharts
{
    private const int MostColumns = 3;

    /// <summary>The section.</summary>
    /// <param name="test">The evaluation, with mistakes.</param>
    public static ChartGridSection Of(ClassificationEvaluation test) => new(
        "Nearest neighbours", [.. test.Misclassified.Select(series => Row(series, test.ClassNames))])
    {
        Note = "The most confident mistakes, each beside the training series that is nearest to it of the class it was taken for, and of "
            + "its own: by dynamic time warping of the prepared values, as the network sees them. A neighbour of the wrong class that is "
            + "nearer tells of classes that overlap or of a wrong label; one of the own class that is nearer, of a network that missed it."
            + (test.Misclassified.Any(series => series.Columns.Count > MostColumns)
                ? $" Of many columns, the {MostColumns} are drawn by which both neighbours differ most." : ""),
    };

    private static ChartGridRow Row(MisclassifiedSeries series, IReadOnlyList<string> classNames)
    {
        ClassPrediction prediction = series.Prediction;
        string own = classNames[prediction.Actual!.Value], other = classNames[prediction.Predicted];
        int[] columns = Columns(series);
        double[] all = [.. new[] { series.Values, series.NearestOfPredicted?.Values, series.NearestOfTrue?.Values }
            .OfType<IReadOnlyList<IReadOnlyList<double>>>().SelectMany(values => columns.SelectMany(column => values[column]))];
        ChartAxis y = new("prepared value") { Minimum = all.Min(), Maximum = all.Max() };
        return new ChartGridRow(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{prediction.Id}: {own}, taken for {other} ({100 * prediction.Probabilities[prediction.Predicted]:0.#} %)"),
            [
                Chart("This series", series.Values, null),
                .. Neighbour(series.NearestOfPredicted, other), .. Neighbour(series.NearestOfTrue, own),
            ]);

        IEnumerable<LineSection> Neighbour(SeriesNeighbor? neighbour, string name) => neighbour is null ? [] :
            [Chart(
                string.Create(CultureInfo.InvariantCulture, $"Nearest {name}: {neighbour.Id}, distance {neighbour.Distance:G3}"),
                neighbour.Values, columns.Length == 1 ? series.Values[columns[0]] : null)];

        LineSection Chart(string title, IReadOnlyList<IReadOnlyList<double>> values, IReadOnlyList<double>? beside) => new(
            title, new ChartAxis("step") { IsWhole = true }, y,
            [
                .. columns.Select(column => Line(series.Columns[column], values[column])),
                .. beside is null ? [] : (ChartLine[])[Line("this series", beside) with { IsReference = true }],
            ]);
    }

    /// <summary>The columns that are drawn: of many, those by which both neighbours differ most.</summary>
    private static int[] Columns(MisclassifiedSeries series) => [.. Enumerable.Range(0, series.Columns.Count)
        .OrderByDescending(column => Difference(series.NearestOfPredicted, series.NearestOfTrue, column)).Take(MostColumns).Order()];

    private static double Difference(SeriesNeighbor? neighbour, SeriesNeighbor? other, int column) =>
        neighbour is null || other is null ? 0
        : DynamicTimeWarping.Distance([.. neighbour.Values[column]], [.. other.Values[column]]);

    private static ChartLine Line(string name, IReadOnlyList<double> values) =>
        new(name, [.. Enumerable.Range(1, values.Count).Select(step => (double)step)], values);
}
