using System.Globalization;
using Unroll.Series.Reading;

namespace Unroll.Series.Profiling;

/// <summary>The findings of a profile in words.</summary>
public static class ProfileFindings
{
    private const int FewRows = 50;
    private const double Imbalance = 3;
    private const int FewestNames = 10;
    private const int LongestExample = 30;
    private const int MostClasses = 10;
    private const int FewestSeriesOfAClass = 5;

    /// <summary>The findings, of the rows first, then by column.</summary>
    /// <param name="profile">The profile of the file.</param>
    public static IReadOnlyList<Finding> Of(SeriesProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        bool isSingle = profile.SeriesCount == 1;
        return [.. OfRows(profile), .. OfTime(profile.Time, profile.Rows, isSingle),
            .. profile.Columns.SelectMany(column => OfColumn(column, isSingle, MayBeClass(profile, column)))];
    }

    private static IEnumerable<Finding> OfRows(SeriesProfile profile)
    {
        if (profile.SeriesCount == 1 && profile.Rows < FewRows)
        {
            yield return new(
                null, string.Create(
                    CultureInfo.InvariantCulture,
                    $"there {(profile.Rows == 1 ? "is" : "are")} only {CountFormatter.Format(profile.Rows, "rows")}: too few to learn " +
                    $"much from"));
        }

        if (profile.SeriesCount > 1 && profile.ShortestLength < profile.LongestLength)
        {
            yield return new(
                null, string.Create(
                    CultureInfo.InvariantCulture,
                    $"series have {profile.ShortestLength:N0} to {profile.LongestLength:N0} rows: pad, truncate or split them"));
        }

        if (profile.Classes.Count > 1
            && profile.Classes.Max(count => count.Count) > Imbalance * Math.Max(1, profile.Classes.Min(count => count.Count)))
        {
            ClassCount most = profile.Classes.MaxBy(count => count.Count)!;
            ClassCount least = profile.Classes.MinBy(count => count.Count)!;
            yield return new(
                null, string.Create(
                    CultureInfo.InvariantCulture,
                    $"classes are unbalanced: {most.Count:N0} series are {most.Name}, {least.Count:N0} are {least.Name}"));
        }
    }

    private static IEnumerable<Finding> OfTime(TimeProfile time, long rows, bool isSingle)
    {
        if (time.Step is null && time.MedianInterval is { } median)
        {
            (TimeSpan shortest, TimeSpan longest) = (time.ShortestInterval!.Value, time.LongestInterval!.Value);
            bool isNear = IntervalFormatter.About(shortest) == IntervalFormatter.About(longest);
            Func<TimeSpan, string> text = isNear ? IntervalFormatter.Exactly : IntervalFormatter.About;
            yield return new(
                null, $"stamps are irregular: {text(shortest)} to {text(longest)} apart, {text(median)} in the median; resample them for "
                    + "forecasts beyond the next row");
        }

        if (time.Step is not null && time.IrregularShare > 0 && time.Gaps == 0)
        {
            yield return new(
                null, string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Percent(time.IrregularShare)} of the intervals are not a {IntervalFormatter.Of(time.Step.Value)}"));
        }

        if (time.Gaps > 0)
        {
            TimeGap largest = time.LargestGaps[0];
            string of = isSingle ? "" : $" of series {largest.Id}";
            string size = largest.MissingStamps is { } missing
                ? string.Create(CultureInfo.InvariantCulture, $" ({CountFormatter.Format(missing, "stamps")})")
                : $" ({IntervalFormatter.About(largest.Before - largest.After)})";
            string all = time.Step is null ? ""
                : string.Create(CultureInfo.InvariantCulture, $" with {CountFormatter.Format(time.MissingStamps, "missing stamps")} "
                    + $"({Percent(time.MissingStamps / (double)(time.MissingStamps + rows))})");
            string what = time.Gaps == 1 ? "the gap is" : "the largest is";
            yield return new(null, string.Create(CultureInfo.InvariantCulture,
                $"{CountFormatter.Format(time.Gaps, "gaps")}{all}: {what} between {time.Text(largest.After)} and "
                + $"{time.Text(largest.Before)}{of}{size}"));
        }
    }

    /// <summary>
    /// Whether a column may be the class of the series, which none is given: each has one, of few, and some series of each may be learned
    /// from.
    /// </summary>
    /// <param name="profile">The profile of the file.</param>
    /// <param name="column">The column.</param>
    public static bool MayBeClass(SeriesProfile profile, ColumnProfile column)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(column);
        return profile.Classes.Count == 0 && column is { IsStatic: true, Kind: ColumnKind.Category or ColumnKind.Code, Missing: 0 }
            && column.CategoryCount is >= 2 and <= MostClasses && column.CategoryCount * FewestSeriesOfAClass <= profile.SeriesCount;
    }

    private static IEnumerable<Finding> OfColumn(ColumnProfile column, bool isSingle, bool mayBeClass)
    {
        string name = column.Name;
        if (column.Kind == ColumnKind.Empty)
        {
            yield return new(name, $"{name} has no values: leave it out");
            yield break;
        }

        if (column.Kind == ColumnKind.Constant)
        {
            yield return new(
                name, string.Create(CultureInfo.InvariantCulture, $"{name} is constant ({column.Minimum:0.####}): leave it out"));
        }

        if (column.IsStatic)
        {
            string tell = mayBeClass ? $"; if it is what is to be learned of a series, inspect with --class {name} (data.class)" : "";
            yield return new(name, $"{name} never changes within a series: name it in data.static-covariates{tell}");
        }

        long known = column.Rows - column.Missing;
        if (column.Kind == ColumnKind.Category && column.CategoryCount >= FewestNames && 2L * column.CategoryCount > known)
        {
            string example = MessageFormatter.Of(column.Categories[0].Name, LongestExample);
            yield return column.Categories.All(category => StampParser.IsStamp(category.Name))
                ? new(name, $"{name} has dates, such as '{example}', beside those of the rows: it is no input")
                : new(name, string.Create(CultureInfo.InvariantCulture,
                $"{name} has {column.CategoryCount:N0} different texts, such as "
                + $"'{example}': numbers or dates written in a way that is not "
                    + $"read, or names to leave out"));
        }

        if (column.Sentinel is { } sentinel)
        {
            yield return new(name, string.Create(CultureInfo.InvariantCulture,
                $"{name} is {sentinel.Value} in {CountFormatter.Format(sentinel.Count, "rows")}, far from all others: if that stands for " +
                $"a missing value, "
                + $"say so (data.missing: {sentinel.Value})"));
        }

        if (column.LongestMissingRun is { } run)
        {
            yield return new(name, Missing(column, run, isSingle));
        }

        if (column.Counter is { Missing: > 0 } counter)
        {
            yield return new(name, string.Create(CultureInfo.InvariantCulture,
                $"{name} counts the rows but leaves out {CountFormatter.Format(counter.Missing, "numbers")}, the most between " +
                $"{counter.Before} and "
                + $"{counter.After}: a row after a gap is taken for the next one, unless stamps tell (data.time)"));
        }
        else if (column.Counter is { NumbersRows: true })
        {
            yield return new(name, $"{name} counts the rows: it is their time, and no input");
        }
        else if (column is { NeverFalls: true, Kind: ColumnKind.Integer or ColumnKind.Number } && isSingle)
        {
            yield return new(name, $"{name} never falls: if it is a counter or a number of the row, take its differences or leave it out");
        }
    }

    private static string Missing(ColumnProfile column, MissingRun run, bool isSingle)
    {
        string span = run.Rows == 1 ? run.First : $"{run.First} to {run.Last}";
        string of = isSingle ? "" : $" in series {run.Id}";
        long others = column.Missing - run.Rows;
        if (isSingle && run.Row == 0 && run.Rows > others)
        {
            // A sensor that came later: its time is given in years rather than in rows.
            string first = run is { Rows: > 1, Span: { } time } ? IntervalFormatter.About(time) : CountFormatter.Format(run.Rows, "rows");
            string later = others == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", and in " +
                $"{CountFormatter.Format(others, "rows")} after");
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{column.Name} is missing in the first {first} ({Percent(column.MissingShare)} of the rows): {span}{later}");
        }

        string number = string.Create(
            CultureInfo.InvariantCulture, $"{column.Name} is missing in {CountFormatter.Format(column.Missing, "rows")} " +
                $"({Percent(column.MissingShare)})");
        return others == 0 ? $"{number}: {span}{of}"
            : string.Create(CultureInfo.InvariantCulture, $"{number}, at most {run.Rows:N0} in a row: {span}{of}");
    }

    private static string Percent(double share) => (100 * share).ToString(share < 0.001 ? "0.###" : "0.0", CultureInfo.InvariantCulture)
        + " %";
}
