namespace Unroll.Series.Reading;

/// <summary>An attribute of the series of a <c>.tsf</c> file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its type.</param>
internal readonly record struct TsfAttribute(string Name, TsfAttributeKind Kind);
