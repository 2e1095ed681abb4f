namespace Unroll.Tasks.Analysing;

/// <summary>Ways to take a series apart.</summary>
public enum DecompositionMethod
{
    /// <summary>Season and trend by LOESS; of several periods MSTL.</summary>
    Stl,

    /// <summary>Several seasons by STL in turn; also of one.</summary>
    Mstl,

    /// <summary>Moving average and means of phases, of a single period.</summary>
    Classical,
}
