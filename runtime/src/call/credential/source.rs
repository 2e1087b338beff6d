use secrecy::SecretString;

use crate::message::BoxError;
use crate::platform::{BoxFuture, MaybeSend, MaybeSync};

/// The future of [`TokenSource::token`].
pub type TokenFuture<'a> = BoxFuture<'a, Result<SecretString, BoxError>>;

/// A source of bearer tokens that don't last as long as the client: OAuth 2, OpenID Connect, a cloud's metadata.
///
/// An asynchronous closure without state is one too:
///
/// ```
/// use specwright_runtime::{Credential, SecretString};
///
/// async fn from_the_vault() -> Result<SecretString, std::io::Error> {
///     Ok(SecretString::from("token"))
/// }
///
/// let credential = Credential::bearer_source(|| async { Ok(from_the_vault().await?) });
/// ```
pub trait TokenSource: MaybeSend + MaybeSync + 'static {
    /// Returns the token for one request. It is called before each; keeping a token for as long as it is valid is up to the
    /// source.
    ///
    /// # Errors
    /// There is no token.
    fn token(&self) -> TokenFuture<'_>;

    /// Forgets a token to which the server responded 401. Returns whether there may be another one: the request is then
    /// sent once more.
    ///
    /// Forgets nothing and returns `false` unless implemented.
    fn forget(&self, token: &SecretString) -> bool {
        let _ = token;
        false
    }
}

impl<F, T> TokenSource for F
where
    F: Fn() -> T + MaybeSend + MaybeSync + 'static,
    T: Future<Output = Result<SecretString, BoxError>> + MaybeSend + 'static,
{
    fn token(&self) -> TokenFuture<'_> {
        Box::pin(self())
    }
}
