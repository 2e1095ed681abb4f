namespace Unroll.Architecture.Tests;

/// <summary>A type that uses another.</summary>
internal readonly record struct Use(Room From, string FromType, Room To, string ToType)
{
    public override string ToString() => $"{FromType} uses {ToType}";
}
