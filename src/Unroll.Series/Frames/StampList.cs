namespace Unroll.Series.Frames;

/// <summary>The stamps behind a <see cref="TimeIndex"/>, kept in as little memory as they allow.</summary>
internal abstract class StampList
{
    /// <summary>Number of stamps.</summary>
    public abstract int Count { get; }

    /// <summary>A stamp.</summary>
    /// <param name="row">From 0.</param>
    public abstract DateTime this[int row] { get; }

    /// <summary>The stamps where they are in an array anyway, else null.</summary>
    public virtual DateTime[]? Array => null;

    /// <summary>A step that all stamps keep; null where there is none, or where it is not known without looking at each.</summary>
    public virtual TimeSpan? KnownStep => null;

    /// <summary>Stamps in an array, or as a first one and a step where the step is even.</summary>
    /// <param name="stamps">Sorted stamps; not copied.</param>
    public static StampList Of(DateTime[] stamps)
    {
        for (int i = 2; i < stamps.Length; i++)
        {
            if (stamps[i] - stamps[i - 1] != stamps[1] - stamps[0])
            {
                return new StampArray(stamps);
            }
        }

        return stamps.Length < 3 ? new StampArray(stamps) : new RegularStamps(stamps[0], stamps[1] - stamps[0], stamps.Length);
    }

    private sealed class StampArray(DateTime[] stamps) : StampList
    {
        public override int Count => stamps.Length;

        public override DateTime[] Array => stamps;

        public override DateTime this[int row] => stamps[row];
    }
}
