namespace Unroll.Series.Reading;

/// <summary>The rows of a query, one after the other.</summary>
internal abstract class PostgresRows : IDisposable
{
    /// <summary>Goes to the next row.</summary>
    /// <returns>False at the end.</returns>
    public abstract bool Next();

    /// <summary>Whether a value of the row is NULL.</summary>
    public abstract bool IsNull(int column);

    /// <summary>A number or truth value; infinite where it is too large for single precision.</summary>
    public abstract double GetNumber(int column);

    /// <summary>A whole number.</summary>
    public abstract long GetInteger(int column);

    /// <summary>A moment, in UTC where it has a time zone; null for one outside the years 1 to 9999, or infinity.</summary>
    public abstract DateTime? GetTime(int column);

    /// <summary>A text.</summary>
    public abstract string GetText(int column);

    /// <inheritdoc/>
    public abstract void Dispose();
}
