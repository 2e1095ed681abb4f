namespace Unroll.Tasks.Recipes;

/// <summary>What a split divides, and how.</summary>
public enum SplitKind
{
    /// <summary>Rows, by time: what is to be forecast lies after what is learned from.</summary>
    Time,

    /// <summary>Rows, by time, several times over: each test follows the one before.</summary>
    WalkForward,

    /// <summary>Whole series, at random, with each class in the same share in all parts.</summary>
    Class,

    /// <summary>Whole series, at random; series with the same value of a static column stay together.</summary>
    Group,

    /// <summary>Windows, at random: refused where windows overlap, since then each part would hold pieces of the others.</summary>
    Shuffled,
}
