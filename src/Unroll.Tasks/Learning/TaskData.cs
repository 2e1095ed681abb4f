using Unroll.Series.Frames;

namespace Unroll.Tasks.Learning;

/// <summary>The data of a run as they were read.</summary>
/// <param name="Series">The series.</param>
/// <param name="Test">The series of the test part, where they are data of their own; else null.</param>
/// <param name="Validation">The series of the validation part, where they are data of their own; else null.</param>
public sealed record TaskData(SeriesSet Series, SeriesSet? Test = null, SeriesSet? Validation = null)
{
    /// <summary>The sets that there are, in the order of their parts.</summary>
    internal IEnumerable<SeriesSet> Sets => new[] { Series, Validation, Test }.OfType<SeriesSet>();
}
