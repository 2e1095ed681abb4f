namespace Unroll.Series.Reading;

/// <summary>What each series of a <c>.tsf</c> file has beside its values.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its type.</param>
internal readonly record struct TsfAttribute(string Name, TsfAttributeKind Kind);
