using Unroll.Series.Frames;
using Unroll.Series.Profiling;

namespace Unroll.Analysis.Characteristics;

/// <summary>The seasons and outliers of the columns of a file, beside the profile of their types, gaps and rhythm.</summary>
/// <example>
/// <code>
/// SeriesProfile profile = SeriesProfile.Of(set);
/// int season = SeriesCharacteristics.Of(set, profile).Of(profile.Columns[0]).Seasons[0].Period;
/// </code>
/// </example>
public sealed class SeriesCharacteristics
{
    private readonly Dictionary<ColumnProfile, ColumnCharacteristics> _columns = new(ReferenceEqualityComparer.Instance);

    private SeriesCharacteristics(SeriesSet set, SeriesProfile profile, int examples)
    {
        Profile = profile;
        foreach (ColumnProfile column in profile.Columns)
        {
            _columns[column] = new ColumnCharacteristics(set, column, profile.Time, examples);
        }

        for (int index = 0; index < profile.StaticCovariates.Count; index++)
        {
            int place = index;
            AddOverSeries(profile.StaticCovariates[index], item => item.StaticCovariates[place]);
        }

        if (profile.Values is { } values)
        {
            AddOverSeries(values, item => item.Value ?? double.NaN);
        }

        // A number for each series is a column with a row a series, whose order means nothing.
        void AddOverSeries(ColumnProfile column, Func<SeriesItem, double> valueOf)
        {
            Frame table = new(TimeIndex.Numbered(set.Count), [column.Name], [[.. set.Items.Select(valueOf)]]);
            _columns[column] = new ColumnCharacteristics(SeriesSet.Of(table), column, null, examples);
        }
    }

    /// <summary>The profile of the series.</summary>
    public SeriesProfile Profile { get; }

    /// <summary>The characteristics of series that were profiled.</summary>
    /// <param name="set">The series.</param>
    /// <param name="profile">Their profile.</param>
    /// <param name="options">Level of detail; the defaults when not given.</param>
    public static SeriesCharacteristics Of(SeriesSet set, SeriesProfile profile, ProfileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(profile);
        return new SeriesCharacteristics(set, profile, (options ?? new ProfileOptions()).Examples);
    }

    /// <summary>The characteristics of a column, or of a static covariate or regression target.</summary>
    /// <param name="column">Its profile, as it stands in <see cref="Profile"/>.</param>
    /// <exception cref="ArgumentException">The column is of another profile.</exception>
    public ColumnCharacteristics Of(ColumnProfile column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return _columns.TryGetValue(column, out ColumnCharacteristics? found) ? found : throw new ArgumentException(
            $"Column '{column.Name}' is of another profile: take one of this profile's columns.", nameof(column));
    }
}
