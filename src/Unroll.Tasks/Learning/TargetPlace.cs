namespace Unroll.Tasks.Learning;

/// <summary>The place of a target's numbers: the head that gives them, and its index among that head's targets.</summary>
/// <param name="Output">Index of the output whose head it is.</param>
/// <param name="Head">The head.</param>
/// <param name="Index">Index of the target among those of the head.</param>
/// <param name="Offset">Numbers of the heads before, for each step that is predicted.</param>
internal readonly record struct TargetPlace(int Output, OutputHead Head, int Index, int Offset)
{
    /// <summary>Levels of the target's quantiles; none where the head gives single numbers.</summary>
    public IReadOnlyList<double> Levels => Head.Numbers.Levels;

    /// <summary>The places of all targets, in their order.</summary>
    /// <param name="heads">The heads.</param>
    public static IReadOnlyList<TargetPlace> Of(IReadOnlyList<OutputHead> heads)
    {
        SortedDictionary<int, TargetPlace> places = [];
        int offset = 0;
        for (int output = 0; output < heads.Count; output++)
        {
            OutputHead head = heads[output];
            for (int i = 0; i < head.Targets.Count; i++)
            {
                places[head.Targets[i]] = new(output, head, i, offset);
            }

            offset += head.Width;
        }

        return [.. places.Values];
    }
}
