use super::*;
use reqwest::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};

#[tokio::test]
async fn a_page_learns_of_the_branch_what_it_needs_before_login() {
    let branch = Branch::start().await;
    let site = branch.get("/v1/site", None).await.body;
    assert_eq!(
        site,
        json!({"branch": 1, "chain_id": CHAIN, "phone_code": false, "name": false, "samples": true, "help_phone": "025-12345"})
    );
}

#[tokio::test]
async fn the_web_app_is_served_beside_the_api_and_knows_its_own_paths() {
    let branch = Branch::start().await;
    let get = |path: &str| branch.client.get(format!("{}{path}", branch.base)).send();
    for path in ["/", "/index.html", "/activities/7/people", "/login?next=/time"] {
        let answer = get(path).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let headers = answer.headers();
        let policy = headers[CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(
            policy.starts_with("default-src 'none'")
                && !policy.contains("unsafe")
                && !policy.contains("http")
        );
        assert_eq!(headers[CACHE_CONTROL], "no-cache");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert!(answer.text().await.unwrap().contains("<title>page</title>"), "{path}");
    }
    let script = get("/assets/app-1234.js").await.unwrap();
    assert!(script.headers()[CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    assert!(script.headers()[CONTENT_TYPE].to_str().unwrap().contains("javascript"));
}

#[tokio::test]
async fn what_is_no_file_and_no_page_is_a_problem() {
    let branch = Branch::start().await;
    for path in
        ["/v1/nothing", "/assets/gone.js", "/assets/gone", "/robots.txt", "/..%2f..%2fetc%2fpasswd.txt"]
    {
        let answer = branch.get(path, None).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::NOT_FOUND, "request.not_found"), "{path}");
    }
    assert_eq!(branch.post("/login", None, json!({})).await.code(), "request.not_found");
    std::fs::write(branch.site.path().join("secret.txt"), "secret").unwrap();
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "//secret.txt",
        "/..%5csecret.txt",
    ] {
        let address = branch.base.strip_prefix("http://").unwrap().to_owned();
        let answer = raw(&address, path).await;
        assert!(!answer.contains("secret") && !answer.starts_with("HTTP/1.1 5"), "{path}: {answer}");
    }
}

/// Asks for a path as it stands: a client would tidy it up.
async fn raw(address: &str, path: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).await.unwrap();
    text
}
